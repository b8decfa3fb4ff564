"""The reference documentation, made from the declarations that the server itself runs on."""

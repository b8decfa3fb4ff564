"""What the clients of the soak do, and what they write down."""

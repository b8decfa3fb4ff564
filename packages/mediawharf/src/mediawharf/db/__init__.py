"""Rows: the schema and the queries, one file for each noun."""

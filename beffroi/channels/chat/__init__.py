"""Chat: a visitor writes in a web page, over our own socket."""

"""People using the product: a real server process, real browsers, real sockets."""

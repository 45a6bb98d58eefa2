"""The outside world. Each channel is a folder with the same files; no channel knows another."""

"""The server-rendered pages, in Chinese and English."""

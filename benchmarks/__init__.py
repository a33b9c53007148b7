"""Measurements on files the program makes itself; nothing here is a test."""

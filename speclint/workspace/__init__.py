"""All traffic with the file system: finding and reading documents, configurations and rule files, cache, git.

Owns: turning paths and bytes into values for the pure layers below, and running those.
Never: parses arguments, prints or exits; shells do.
"""

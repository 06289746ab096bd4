"""The containers in which browsers record a voice, read as far as it takes to know what is in them.

Own readers, because what browsers write is what libraries that read tags do not measure: WebM without a
length in its head, and MP4 in fragments. They decode nothing; all that they believe is counted.
"""

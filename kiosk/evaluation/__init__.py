"""How well recognition does on folders of pictures: for developers and administrators. No Qt, no SQL."""

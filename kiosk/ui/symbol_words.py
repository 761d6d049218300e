"""The personal symbols as words, where no picture can stand: on paper."""

from PySide6.QtCore import QCoreApplication


def symbol_word(symbol: str) -> str:
    """Name a symbol in the language in use; one of another version shows its own name."""
    say = QCoreApplication.translate
    return {
        "anchor": say("symbols", "Anchor"),
        "apple": say("symbols", "Apple"),
        "bell": say("symbols", "Bell"),
        "bicycle": say("symbols", "Bicycle"),
        "boat": say("symbols", "Boat"),
        "book": say("symbols", "Book"),
        "bridge": say("symbols", "Bridge"),
        "cloud": say("symbols", "Cloud"),
        "compass": say("symbols", "Compass"),
        "cup": say("symbols", "Cup"),
        "drum": say("symbols", "Drum"),
        "feather": say("symbols", "Feather"),
        "fish": say("symbols", "Fish"),
        "flower": say("symbols", "Flower"),
        "guitar": say("symbols", "Guitar"),
        "kite": say("symbols", "Kite"),
        "lamp": say("symbols", "Lamp"),
        "leaf": say("symbols", "Leaf"),
        "lighthouse": say("symbols", "Lighthouse"),
        "moon": say("symbols", "Moon"),
        "mountain": say("symbols", "Mountain"),
        "pencil": say("symbols", "Pencil"),
        "rocket": say("symbols", "Rocket"),
        "sail": say("symbols", "Sail"),
        "shell": say("symbols", "Shell"),
        "snowflake": say("symbols", "Snowflake"),
        "spoon": say("symbols", "Spoon"),
        "star": say("symbols", "Star"),
        "sun": say("symbols", "Sun"),
        "tree": say("symbols", "Tree"),
        "umbrella": say("symbols", "Umbrella"),
        "wheel": say("symbols", "Wheel"),
    }.get(symbol, symbol)

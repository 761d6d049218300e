"""What can go wrong while the models are built, said in one or two sentences."""


class BuildError(Exception):
    """A known failure; its text is shown as it is: what happened and, where it helps, what to do."""


class ConversionError(BuildError):
    """A source file is not the one the converter was written for."""

"""What the door lets people hear: short tones, and hints in words where a school wants them."""

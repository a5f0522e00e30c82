"""Front end for a hall: the host's screens on the projector, the server on the laptop, and the players' pads."""

"""Front end for a hall: the host's screens, the projector's page, the server on the laptop and the players' pads."""

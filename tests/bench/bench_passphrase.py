"""The words of the practice that is measured, apart: the measured program loads nothing else."""

PASSPHRASE = "harvest oblong tidy cactus flint mural"

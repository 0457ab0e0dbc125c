"""Uses of the package on data that it does not contain."""

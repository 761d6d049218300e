"""The first start: a school, a first class, an administrator, the recovery code, and a look at the camera."""

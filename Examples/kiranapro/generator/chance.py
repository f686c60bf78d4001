"""Chance with a fixed seed, in the forms that identifiers take."""
import random
import string

UPPER = string.ascii_uppercase + "234567"


class Chance:
    def __init__(self, seed):
        self._random = random.Random(seed)

    def choice(self, options):
        return self._random.choice(options)

    def sample(self, options, count):
        return self._random.sample(options, count)

    def between(self, low, high):
        return self._random.randint(low, high)

    def text(self, alphabet, length):
        return "".join(self._random.choice(alphabet) for _ in range(length))

    def hex(self, length):
        return self.text("0123456789abcdef", length)

    def uuid(self):
        h = self.hex(32)
        return f"{h[:8]}-{h[8:12]}-4{h[13:16]}-a{h[17:20]}-{h[20:]}"

    def aws_id(self, prefix):
        """A principal or key id that ends as the ids of AWS's own documentation do."""
        return prefix + self.text(UPPER, 9) + "EXAMPLE"

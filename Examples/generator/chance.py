"""Chance with a fixed seed, in the forms that identifiers take."""
import random
import string

LETTERS = string.ascii_letters + string.digits
UPPER = string.ascii_uppercase + "234567"


class Chance:
    def __init__(self, seed):
        self._random = random.Random(seed)

    def choice(self, options):
        return options[self.between(0, len(options) - 1)]

    def sample(self, options, count):
        pool = list(options)
        return [pool.pop(self.between(0, len(pool) - 1)) for _ in range(min(count, len(pool)))]

    def between(self, low, high):
        """A whole number, both ends included."""
        return low + int(self._random.random() * (high - low + 1))

    def happens(self, probability):
        return self._random.random() < probability

    def text(self, alphabet, length):
        return "".join(self.choice(alphabet) for _ in range(length))

    def letters(self, length):
        return self.text(LETTERS, length)

    def hex(self, length):
        return self.text("0123456789abcdef", length)

    def digits(self, length):
        return self.choice("123456789") + self.text("0123456789", length - 1)

    def uuid(self):
        h = self.hex(32)
        return f"{h[:8]}-{h[8:12]}-4{h[13:16]}-a{h[17:20]}-{h[20:]}"

    def aws_id(self, prefix):
        """A principal or key id that ends as the ids of AWS's own documentation do."""
        return prefix + self.text(UPPER, 9) + "EXAMPLE"

"""What the replays beside kiranapro share: records in the vendors' shapes, a working week, and the files they stand in."""

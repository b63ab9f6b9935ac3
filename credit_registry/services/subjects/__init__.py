"""Who subjects are: names, codes, links, duplicates, and what officers settle of them."""

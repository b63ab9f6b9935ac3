"""`python -m credit_registry` is the command line, as is `credit-registry`."""

from credit_registry.bootstrap import main

if __name__ == "__main__":
    main()

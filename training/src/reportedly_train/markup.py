from reportedly.markup import *  # noqa: F403
from reportedly.markup import main

if __name__ == "__main__":
    main()

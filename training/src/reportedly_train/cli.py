"""`reportedly-train run CONFIG` and `reportedly-train export`."""

from __future__ import annotations

import argparse
import logging
from pathlib import Path

from reportedly_train import config as configs


def main() -> None:
    """Parse the command line and run."""
    parser = argparse.ArgumentParser(prog="reportedly-train", description=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True)
    run = verbs.add_parser("run", help="train from a config")
    run.add_argument("config", type=Path)
    run.add_argument("--data", type=Path, default=Path("../shared/data"))
    run.add_argument(
        "--out", type=Path, required=True, help="folder of checkpoints; an unfinished run there is resumed"
    )
    run.add_argument("--encoder", type=Path, help="folder of a pretrained encoder (default: all-MiniLM-L6-v2)")
    run.add_argument("--init", type=Path, help="checkpoint of another run to start from, where its weights fit")
    run.add_argument("--open", action="store_true", help="sets of open licence only")
    run.add_argument("--device", default="cpu")
    run.add_argument("--threads", type=int, default=0)
    run.add_argument("--compile", action="store_true")
    fold = verbs.add_parser("folds", help="cross-validate a config's train sets")
    fold.add_argument("config", type=Path)
    fold.add_argument("--data", type=Path, default=Path("../shared/data"))
    fold.add_argument("--out", type=Path, required=True, help="a .jsonl file")
    fold.add_argument("--encoder", type=Path)
    fold.add_argument("--init", type=Path)
    fold.add_argument("--only", type=int, default=5, help="so many folds")
    give = verbs.add_parser("export", help="make the model folder that reportedly loads")
    give.add_argument("config", type=Path)
    give.add_argument("--data", type=Path, default=Path("../shared/data"))
    give.add_argument("--checkpoint", type=Path, required=True)
    give.add_argument("--encoder", type=Path)
    give.add_argument("--out", type=Path, required=True)
    give.add_argument("--work", type=Path, default=Path("out/export"))
    give.add_argument("--name", default="reportedly")
    give.add_argument("--dev-rows", type=int, default=0, help="only so many dev rows for the int8 check (0: all)")
    blend = verbs.add_parser("merge", help="mean of runs, moved toward another run's weights")
    blend.add_argument("runs", type=Path, nargs="+")
    blend.add_argument("--toward", type=Path, required=True)
    blend.add_argument("--share", type=float, default=0.05, help="how far to move the encoder, 0 to 1")
    blend.add_argument("--heads", type=float, default=0.68, help="how far to move the heads that both have")
    blend.add_argument("--out", type=Path, required=True)
    mark = verbs.add_parser("pseudo", help="label contents and further texts with a trained model")
    mark.add_argument("config", type=Path)
    mark.add_argument("--data", type=Path, default=Path("../shared/data"))
    mark.add_argument("--checkpoint", type=Path, required=True)
    mark.add_argument("--encoder", type=Path)
    mark.add_argument("--out", type=Path, required=True)
    mark.add_argument("--labelled", default="attribution/polnear.train.jsonl.gz")
    mark.add_argument("--texts", nargs="*", default=[])
    mark.add_argument("--limit", type=int, default=900, help="rows taken of each of --texts")
    rules = verbs.add_parser("silver", help="label texts of open licence by rule")
    rules.add_argument("--data", type=Path, default=Path("../shared/data"))
    rules.add_argument("--out", type=Path, required=True, help="a .jsonl.gz file")
    out_of = verbs.add_parser("take-out", help="keep marked texts of the data folder without their texts")
    out_of.add_argument("marked", type=Path, nargs="+")
    out_of.add_argument("--data", type=Path, default=Path("../shared/data"))
    out_of.add_argument("--out", type=Path, required=True, help="a .jsonl file")
    back = verbs.add_parser("put-back", help="give such labels their texts again")
    back.add_argument("labels", type=Path)
    back.add_argument("--data", type=Path, default=Path("../shared/data"))
    back.add_argument("--out", type=Path, required=True, help="a .jsonl.gz file")
    fit = verbs.add_parser("places", help="fit the models that find place names and tell their reading")
    fit.add_argument("what", nargs="*", default=["naming", "reading"], help="naming, reading (default: both)")
    fit.add_argument("--data", type=Path, default=Path("../shared/data"))
    fit.add_argument("--penalty", type=float, default=1.0)
    fit.add_argument("--taught", type=Path, help="what a teacher said of names in further texts (readings)")
    fit.add_argument("--folds", type=Path, help="write only what cross-validation finds in LGL, to a .jsonl file")
    teach = verbs.add_parser("readings", help="let a teacher say of names in further texts whether they act")
    teach.add_argument("--data", type=Path, default=Path("../shared/data"))
    teach.add_argument("--encoder", type=Path)
    teach.add_argument(
        "--sets", nargs="+", required=True, metavar="FILE", help="texts, such as attribution/polnear.train.jsonl.gz"
    )
    teach.add_argument("--limit", type=int, default=6000, help="names taken of each of --sets")
    teach.add_argument("--out", type=Path, required=True, help="a .jsonl.gz file")
    args = parser.parse_args()
    logging.basicConfig(format="%(asctime)s %(message)s")
    logging.getLogger("reportedly_train").setLevel(logging.INFO)
    if args.verb == "places":
        from reportedly_train import places

        places.run(args.data, args.what, args.penalty, args.folds, args.taught)
        return
    from reportedly_train.train import default_encoder, train

    if args.verb == "run":
        train(configs.load(args.config), data=args.data, out=args.out, encoder=args.encoder or default_encoder(),
              only_open=args.open, device=args.device, threads=args.threads, compile_=args.compile, init=args.init)  # fmt: skip
    elif args.verb == "folds":
        from reportedly_train.folds import folds

        folds(configs.load(args.config), data=args.data, encoder=args.encoder or default_encoder(), out=args.out,
              init=args.init, only=args.only)  # fmt: skip
    elif args.verb == "pseudo":
        from reportedly_train.pseudo import write

        write(configs.load(args.config), checkpoint=args.checkpoint, encoder=args.encoder or default_encoder(),
              data=args.data, out=args.out, labelled=args.labelled, texts=args.texts, limit=args.limit)  # fmt: skip
    elif args.verb == "readings":
        from reportedly_train import readings

        readings.write(args.data, args.encoder or default_encoder(), args.sets, args.limit, args.out)
    elif args.verb == "merge":
        from reportedly_train.merge import merge

        merge(args.runs, toward=args.toward, encoder=args.share, heads=args.heads, out=args.out)
    elif args.verb == "take-out":
        from reportedly_train.standoff import take_out

        take_out(args.marked, args.data, args.out)
    elif args.verb == "put-back":
        from reportedly_train.standoff import put_back

        put_back(args.labels, args.data, args.out)
    elif args.verb == "silver":
        from reportedly_train.silver import write as write_silver

        write_silver(args.data, args.out)
    elif args.verb == "export":
        from reportedly_train.export import export

        export(configs.load(args.config), checkpoint=args.checkpoint, encoder=args.encoder or default_encoder(),
               data=args.data, out=args.out, work=args.work, name=args.name, dev_rows=args.dev_rows)  # fmt: skip


if __name__ == "__main__":
    main()

"""Titles and dates of publication of the labelled articles, as other readers see them.

Writes figures.csv beside this file. `--misses` prints every difference of the settings that do best.
"""

import csv
import itertools
import logging
import os
import re
import sys
import tomllib
from collections import Counter
from datetime import date
from importlib.metadata import version
from pathlib import Path

from gne import GeneralNewsExtractor
from htmldate import find_date
from trafilatura.metadata import extract_metadata

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
DATE, TITLE_AND_DATE = ["published"], ["title", "published"]
CORPUS = Path(os.environ.get("LANMU_CORPUS", ROOT / "../shared/corpus"))


def articles():
    """The labelled articles whose text stands in the HTML, each with its address and its HTML."""
    with open(CORPUS / "manifest.csv", encoding="utf-8", newline="") as file:
        saved = {row["file"].removeprefix("pages/"): row for row in csv.DictReader(file)}
    for file in sorted((ROOT / "tests/corpus").glob("*.toml")):
        label = tomllib.loads(file.read_text(encoding="utf-8"))
        if "article" in label and label["in_html"]:
            row = saved[label["page"]]
            address = row["original_url_if_known"] or f"http://{row['site_domain']}/saved/"
            yield label, address, decoded((CORPUS / "pages" / label["page"]).read_bytes())


def decoded(body):
    """UTF-8 where it is valid, else the declared charset, else GB18030."""
    declared = re.search(rb"charset\s*=\s*[\"']?([\w-]+)", body[:4096])
    charset = declared[1].decode("ascii").lower() if declared else "gb18030"
    for name in ("utf-8-sig", "gb18030" if charset.startswith("gb") or charset == "utf-8" else charset):
        try:
            return without_declaration(body.decode(name))
        except (UnicodeDecodeError, LookupError):
            continue
    return without_declaration(body.decode("gb18030", errors="replace"))


def without_declaration(text):
    """lxml refuses text that says in what charset its bytes are."""
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", text)


def day(text):
    """The day in an answer; None where it names none."""
    numbers = re.search(r"((?:19|20)\d{2})\D{1,3}(\d{1,2})\D{1,3}(\d{1,2})(?!\d)", text or "")
    try:
        return date(*map(int, numbers.groups())) if numbers else None
    except ValueError:
        return None


def folded(text):
    return " ".join((text or "").split())


def same_title(label, title):
    """The same words, blanks folded. `*` in the label stands for any run of letters."""
    pattern = ".*".join(re.escape(words) for words in folded(label).split("*"))
    return re.fullmatch(pattern, folded(title)) is not None


def by_htmldate(extensive, original, addressed):
    def read(html, address):
        url = address if addressed else None
        return {"published": find_date(html, extensive_search=extensive, original_date=original, url=url)}

    return read


def by_trafilatura(extensive, original, addressed):
    def read(html, address):
        config = {"extensive_search": extensive, "original_date": original, "max_date": date.today().isoformat()}
        found = extract_metadata(html, default_url=address if addressed else None, date_config=config)
        return {"title": found.title, "published": found.date}

    return read


def by_gne(normalize):
    def read(html, address):
        found = GeneralNewsExtractor().extract(html, host=address, normalize=normalize)
        return {"title": found["title"], "published": found["publish_time"]}

    return read


def peers():
    """Each reader: its name, what it tells, and all its settings that bear on that with the way it reads under them."""
    switches = list(itertools.product((True, False), repeat=3))
    for name, tells, way in (("htmldate", DATE, by_htmldate), ("trafilatura", TITLE_AND_DATE, by_trafilatura)):
        yield name, tells, [(called(*switch), way(*switch)) for switch in switches]
    yield "gne", TITLE_AND_DATE, [(f"normalize={switch}", by_gne(switch)) for switch in (True, False)]


def called(extensive, original, addressed):
    return f"extensive={extensive}, original_date={original}, {'with' if addressed else 'without'} the address"


def measure(tells, read, pages):
    """Answers of a reader by part, and what differs."""
    parts, misses = {"tuning": Counter(), "check": Counter()}, []
    for label, address, html in pages:
        wanted, count = label["article"], parts[label["part"]]
        try:
            found = read(html, address)
        except Exception as fault:  # A reader that fails has found nothing.
            found = {}
            misses.append((label["page"], "fails", "", repr(fault)))
        answer, shown = found.get("published"), wanted.get("published")
        count["dated" if shown else "undated"] += 1
        count["published" if shown else "none"] += day(answer) == shown
        if day(answer) != shown:
            misses.append((label["page"], "published", shown, answer))
        if "title" in tells:
            same = same_title(wanted["title"], found.get("title"))
            count["articles"] += 1
            count["title"] += same
            if not same:
                misses.append((label["page"], "title", wanted["title"], found.get("title")))
    return parts, misses


def right(parts):
    """Dates answered rightly, nothing for nothing among them; then titles."""
    return sum(c["published"] + c["none"] for c in parts.values()), sum(c["title"] for c in parts.values())


def main():
    logging.disable(logging.CRITICAL)
    pages = list(articles())
    columns = ["title", "articles", "published", "dated", "none", "undated"]
    with open(HERE / "figures.csv", "w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["reader", "part", *columns, "settings"])
        for name, tells, ways in peers():
            measured = [(settings, *measure(tells, read, pages)) for settings, read in ways]
            for settings, parts, _ in measured:
                dates, titles = right(parts)
                print(f"{name} ({settings}): {dates} dates and {titles} titles of {len(pages)}", file=sys.stderr)
            settings, parts, misses = max(measured, key=lambda way: right(way[1]))
            for part, count in parts.items():
                table.writerow([f"{name} {version(name)}", part, *(count[column] for column in columns), settings])
            if "--misses" in sys.argv:
                print(*(" | ".join(map(str, (name, *miss))) for miss in misses), sep="\n")


if __name__ == "__main__":
    main()

#!/bin/sh
# The window's pages and the printed ledgers, rendered without a display: demo.sh PROGRAM FILE FOLDER
set -eu
program=$1
file=$2
folder=$3
export QT_QPA_PLATFORM=offscreen

# Pages of one size and colour; each file's name says which.
pages() {
    size=$1
    colour=$2
    shift 2
    "$program" screenshot "$file" -o "$folder/new" --size "$size" "$@" > /dev/null
    for page in "$folder"/new/*.png; do
        mv "$page" "$folder/$(basename "$page" .png)-$size-$colour.png"
    done
}

rm -rf "$folder"
mkdir -p "$folder/new"
for size in 1366x768 1920x1080; do
    pages "$size" light
    pages "$size" dark --dark
done
pages 1366x768 at-150-percent --scale 150
rmdir "$folder/new"
"$program" print "$file" key_project -o "$folder/重点项目台账.pdf" --paper A3 > /dev/null
"$program" print "$file" bond_reserve -o "$folder/专项债储备台账.pdf" --paper A3 > /dev/null

echo "Rendered without a display:"
ls -1 "$folder"/*.png "$folder"/*.pdf

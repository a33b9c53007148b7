#!/bin/sh
# The window's pages and the printed ledgers, rendered without a display: demo.sh PROGRAM FILE FOLDER
set -eu
program=$1
file=$2
folder=$3
export QT_QPA_PLATFORM=offscreen

mkdir -p "$folder"
rm -f "$folder"/*.png "$folder"/*.pdf
for size in 1366x768 1920x1080; do
    "$program" screenshot "$file" -o "$folder" --size "$size" > /dev/null
    "$program" screenshot "$file" -o "$folder" --size "$size" --dark > /dev/null
done
"$program" print "$file" key_project -o "$folder/重点项目台账.pdf" --paper A3 > /dev/null
"$program" print "$file" bond_reserve -o "$folder/专项债储备台账.pdf" --paper A3 > /dev/null

echo "There is no display, so the window was rendered instead:"
ls -1 "$folder"/*.png "$folder"/*.pdf

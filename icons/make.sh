#!/usr/bin/env bash
# Draws the files in this folder from icon.svg, with the Tauri command line that ui/package.json names.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

tauri=${TAURI:-ui/node_modules/.bin/tauri}
drawn=$(mktemp -d)
trap 'rm -rf "$drawn"' EXIT

"$tauri" icon icons/icon.svg --output "$drawn"
for name in 32x32.png 128x128.png 128x128@2x.png icon.png icon.ico icon.icns; do
  cp "$drawn/$name" "icons/$name"
done

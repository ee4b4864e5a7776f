#!/bin/sh
# SPDX-License-Identifier: MIT
# setup.sh works in a folder whose name has spaces and letters beyond ASCII, and has nothing to do the second time; programs
# that stand in for apt's and Python's say what they were asked for. setup_path.sh SOURCE_TREE
set -eu
source=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
book="$work/a böok of 'mine'"
mkdir -p "$book/tools" "$book/docs" "$work/bin"
cp "$source/tools/setup.sh" "$source/tools/packages.txt" "$book/tools"
cp "$source"/docs/requirements*.txt "$book/docs"
cat > "$work/bin/dpkg-query" <<'END'
#!/bin/sh
echo installed
END
cp "$work/bin/dpkg-query" "$work/bin/apt-get"
cat > "$work/bin/python3" <<'END'
#!/bin/sh
mkdir -p "$3/bin"
printf '#!/bin/sh\nfor last; do :; done\ntest -s "$last"\n' > "$3/bin/pip"
cp "$3/bin/pip" "$3/bin/python"
chmod +x "$3/bin/pip" "$3/bin/python"
END
chmod +x "$work"/bin/*
said=$(PATH="$work/bin:$PATH" "$book/tools/setup.sh" test 2>&1) || { echo "setup.sh failed: $said"; exit 1; }
case $said in *"from docs/requirements.txt: "*"from docs/requirements-test.txt: "*) ;; *) echo "unexpected: $said"; exit 1 ;; esac
said=$(PATH="$work/bin:$PATH" "$book/tools/setup.sh" test 2>&1)
[ -z "$said" ] || { echo "the second run did something: $said"; exit 1; }

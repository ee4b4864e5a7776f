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

# Elsewhere: what is missing is named, with the command that installs it, and nothing is done; once all is there it goes on.
tools="sh chmod awk sed grep dirname id paste tr sort cat mkdir rm cp cmp basename touch ls bash"
for manager in dnf pacman zypper brew none; do
    rm -rf "$work/elsewhere" "$book/build"
    mkdir "$work/elsewhere"
    for tool in $tools; do ln -s "$(command -v "$tool")" "$work/elsewhere/$tool"; done
    cp "$work/bin/python3" "$work/elsewhere"
    [ $manager = none ] || cp "$work/bin/apt-get" "$work/elsewhere/$manager"
    status=0
    said=$(PATH="$work/elsewhere" "$book/tools/setup.sh" test 2>&1) || status=$?
    [ $status = 4 ] || { echo "$manager: status $status: $said"; exit 1; }
    case $manager in
        none) wanted="Debian's names of the packages: " ;;
        dnf) wanted="dnf install .*cmark-devel.*gcc-c++" ;;
        pacman) wanted="pacman -S --needed .*cmark.*gcc" ;;
        zypper) wanted="zypper install .*cmark-devel.*gcc-c++" ;;
        brew) wanted="brew install .*cmark.*fmt" ;;
    esac
    echo "$said" | grep -q "$wanted" || { echo "$manager: unexpected: $said"; exit 1; }
    [ ! -e "$book/build" ] || { echo "$manager: something was made"; exit 1; }
    # A compiler that finds every header, and every program.
    for tool in c++ cmake ninja ccache doxygen dot git shellcheck; do cp "$work/bin/apt-get" "$work/elsewhere/$tool"; done
    said=$(PATH="$work/elsewhere" "$book/tools/setup.sh" test 2>&1) || { echo "$manager: stopped though all is there: $said"; exit 1; }
    case $said in *"from docs/requirements-test.txt: "*) ;; *) echo "$manager: unexpected: $said"; exit 1 ;; esac
done

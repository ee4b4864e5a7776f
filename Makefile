# SPDX-License-Identifier: MIT
# The commands of this project. `make` lists them; each installs what it needs, after saying so.
.DEFAULT_GOAL := help
BUILD := build/dev
PORT := 8000
JOBS := $(shell getconf _NPROCESSORS_ONLN)
# Warnings are errors in CI, and where `make STRICT=ON` asks for it; a newer compiler's new warning stops no reader.
STRICT := $(if $(filter-out 0 false,$(CI)),ON,OFF)
# Whatever writes to build/ waits for the others, a site that is served among them.
ALONE := $(if $(shell command -v flock),flock build)
PRESET = cmake --preset $(1) -DCMAKE_COMPILE_WARNING_AS_ERROR=$(STRICT) > $(2) 2>&1 || { cat $(2); exit 1; }
# What runs the project's own code; the rest says nothing new when it is run again.
SANITIZED := ^(chapters\.tests(_baseline)?$$|book\.outputs|ten\.pytorch_[a-z]*_?cases|device\.|heddle_unit|heddle_golden|sanitizer\.)
# SLOW=1 runs the slow cells and tests too.
ifdef SLOW
export HEDDLE_SLOW := $(SLOW)
endif

help:  ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' Makefile

setup:  ## install what building and testing needs
	@tools/setup.sh test

configure: setup
	@$(call PRESET,dev,build/configure.log)

build: configure  ## compile heddle, the chapters and the tests
	@$(ALONE) cmake --build $(BUILD) --target book_records  # what an author waits for comes before what nobody runs here
	@$(ALONE) cmake --build $(BUILD)

test: build  ## run every test, and the code under the sanitizers too; SLOW=1: also the slow ones
	@tools/both.sh "ctest --test-dir $(BUILD) --output-on-failure --parallel $(JOBS)" "$(MAKE) --no-print-directory test-sanitized"

test-sanitized: configure
	@$(call PRESET,asan,build/configure-asan.log)
	@cmake --build build/asan --target sanitized
	@ctest --test-dir build/asan --output-on-failure --parallel $(JOBS) -R "$(SANITIZED)"

test-one: configure chapter-named  ## one chapter: its cells compared, its tests run (CHAPTER=05-matmul)
	@python3 tools/watch/heddle_watch.py --once "$(CHAPTER)"

watch: configure chapter-named  ## the same again on each save (CHAPTER=05-matmul)
	@build/venv/bin/python tools/watch/heddle_watch.py "$(CHAPTER)"

debug: configure chapter-named  ## the chapter's cells in gdb: break chapters/05-matmul.md:LINE, then run --direct (CHAPTER=05-matmul)
	@$(ALONE) cmake --build $(BUILD) --target "debug-$(CHAPTER)"
	@gdb -x tools/gdb/ten_printers.py $(GDB) "$(BUILD)/tests/debug-$(CHAPTER)"

chapter-named:
	@test -f "chapters/$(CHAPTER).md" || { echo "make: name a chapter: CHAPTER=NAME, one of: $(patsubst chapters/%.md,%,$(wildcard chapters/*.md))" >&2; exit 2; }

test-arm:  ## run PyTorch's cases on aarch64, by a cross compiler and QEMU
	@tools/setup.sh arm
	@tests/arm/run.sh build/arm

data:  ## fetch the whole MNIST into build/data/, which the chapters then use
	@tools/fetch_mnist.py build/data

layers: build  ## build the layer of every chapter, and record in docs/layers.json which files have passed
	@LAYERS=all ctest --test-dir $(BUILD) --output-on-failure -R '^layers\.'
	@tools/layers.py record

bench: setup  ## measure the benchmarks into docs/recordings/ (MACHINE=name, CHAPTER="01-tensors")
	@$(call PRESET,release,build/configure-release.log)
	@cmake --build build/release --target heddle
	@cmake --build build/release --target $$(tools/bench/record.py --targets $(CHAPTER))
	@tools/bench/record.py $(if $(MACHINE),--machine $(MACHINE)) $(CHAPTER)

listings: build  ## record the inner loops that asm blocks show, as g++ here makes them (CHAPTER="08-registers")
	@tools/bench/listings.py $(CHAPTER)

bench-notebook:  ## run the notebook's products in PyTorch, in an environment of its own, and record them too
	@tools/setup.sh notebook
	@build/venv-notebook/bin/python tools/bench/bench_notebook.py $(if $(MACHINE),--machine $(MACHINE))

bench-peers:  ## multiply matrices by ten and by other libraries, in an environment of their own, and record it too
	@tools/setup.sh peers
	@build/venv-peers/bin/python tools/bench/bench_peers.py $(if $(MACHINE),--machine $(MACHINE))

site:  ## build the site: build/site/index.html (BOOK_URL=https://... names its address)
	@tools/setup.sh site
	@python3 tools/site/site_build.py

serve:  ## show the site on localhost, rebuilt and reloaded on change (PORT=8000)
	@tools/setup.sh site
	@build/venv/bin/python tools/site/serve.py --port $(PORT)

screenshot: site  ## make the picture in README.md
	@tools/setup.sh test
	@build/venv/bin/python tools/site/screenshot.py

pins: setup  ## renew the pinned Python packages, docs/requirements*.txt
	@tools/pins.sh

tangle: build  ## write src/, tests/ten/ and the API pages of new headers from the chapters
	@build/bin/heddle tangle
	@python3 tools/site/api_pages.py

accept: build  ## write what the cells show into the chapters
	@$(ALONE) build/bin/heddle accept

list: build  ## every block of the book
	@build/bin/heddle list

clean:  ## remove what was built
	rm -rf build

.PHONY: help setup configure build test test-sanitized test-one watch debug chapter-named test-arm data layers bench listings bench-notebook bench-peers site serve screenshot pins tangle accept list clean

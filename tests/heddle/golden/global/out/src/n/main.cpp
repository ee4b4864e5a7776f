// Generated from chapters/01-a.md by heddle (checksum 3d5132e021292f02). Do not edit: edit the chapter.
// To change it, edit the chapter and run: heddle tangle
#include "n/a.hpp"

int main() { return n::hash_of({"a"}) == 0 ? 1 : 0; }

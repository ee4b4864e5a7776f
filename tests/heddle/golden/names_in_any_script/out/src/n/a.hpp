// Generated from chapters/01-a.md by heddle (checksum 44baa5d07fb318b4). Do not edit: edit the chapter.
// To change it, edit the chapter and run: heddle tangle
#pragma once

namespace n {

// größe, שלום, 数
int groesse();
// it's \ fine
int fine();

}  // namespace n

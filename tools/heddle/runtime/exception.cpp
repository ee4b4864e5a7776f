// SPDX-License-Identifier: MIT
// Names of types come from the C++ ABI that GCC and Clang share.
#include "exception.hpp"

#include <cxxabi.h>

#include <cstdlib>
#include <exception>
#include <memory>
#include <string>
#include <string_view>
#include <typeinfo>

#include "heddle/display.hpp"

namespace heddle::runtime {

namespace {

void replace_all(std::string& text, std::string_view what, std::string_view by) {
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size()))
        text.replace(at, what.size(), by);
}

std::string current_type() {
    std::type_info const* const type = abi::__cxa_current_exception_type();
    return type == nullptr ? "something of an unknown type" : type_name(*type);
}

}  // namespace

std::string type_name(std::type_info const& type) {
    int status = 0;
    std::unique_ptr<char, decltype(&std::free)> const whole(abi::__cxa_demangle(type.name(), nullptr, nullptr, &status),
                                                            &std::free);
    std::string name = whole ? whole.get() : type.name();
    // What a cell declares lies in heddle's function, and what a library calls by versions of its own is not written
    // so.
    replace_all(name, "heddle_cells()::", "");
    replace_all(name, "std::__cxx11::", "std::");
    replace_all(name, "std::__1::", "std::");
    replace_all(name, "std::chrono::_V2::", "std::chrono::");
    replace_all(name, "std::basic_string<char, std::char_traits<char>, std::allocator<char> >", "std::string");
    replace_all(name, "> >", ">>");
    return name.find("{lambda(") != std::string::npos || name.find("$_") != std::string::npos ? "lambda" : name;
}

Thrown current_exception_in_words() {
    std::string const type = current_type();
    try {
        throw;
    } catch (std::exception const& error) {
        char const* const what = error.what();
        return {type, what == nullptr ? type : what};
    } catch (char const* text) {
        return {type, text == nullptr ? type : text};
    } catch (std::string const& text) {
        return {type, text};
    } catch (...) {
        return {type, type};
    }
}

}  // namespace heddle::runtime

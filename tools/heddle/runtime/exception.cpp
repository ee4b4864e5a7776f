// SPDX-License-Identifier: MIT
// Names of types come from the C++ ABI that GCC and Clang share.
#include "exception.hpp"

#include <cxxabi.h>

#include <cstdlib>
#include <exception>
#include <memory>
#include <string>
#include <typeinfo>

namespace heddle::runtime {

namespace {

std::string current_type() {
    std::type_info const* const type = abi::__cxa_current_exception_type();
    if (type == nullptr) return "something of an unknown type";
    int status = 0;
    std::unique_ptr<char, decltype(&std::free)> const name(abi::__cxa_demangle(type->name(), nullptr, nullptr, &status),
                                                           &std::free);
    return name ? name.get() : type->name();
}

}  // namespace

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

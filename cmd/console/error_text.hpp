#pragma once

#include <string>
#include <string_view>

#include "actlab/error.hpp"

namespace actlab::cmd {

/// An error's text as the program prints it: options by their flags, `learning_rate` as --learning-rate.
std::string with_flags(std::string_view text);

/// "--learning-rate" of learning_rate
std::string flag_of(std::string_view name);

/// What the program exits with after an error (sysexits.h where one fits). Batch systems act on it: a promise.
int exit_code(ErrorKind kind);

}  // namespace actlab::cmd

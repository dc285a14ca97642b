#pragma once

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>

#include "actlab/error.hpp"
#include "data/files.hpp"

namespace actlab::fuzz {

/// Aborts, which the fuzzer takes for a finding, where `right` is false.
inline void require(bool right, const char* invariant) {
  if (right) return;
  std::fprintf(stderr, "broken: %s\n", invariant);
  std::abort();
}

/// Reads; an Error is a refusal, and must say what is wrong. Returns whether the bytes were accepted.
template <class Read>
bool accepted(Read read) {
  try {
    read();
    return true;
  } catch (const Error& error) {
    require(!error.problem().empty(), "an error says what is wrong");
    return false;
  }
}

/// Writes the bytes to a file of that name, the same file each time, for readers that take a path. It lies in the
/// directory for temporary files; scripts/fuzz makes that one in memory.
inline std::filesystem::path file_of(std::string_view bytes, const std::string& name) {
  static const test::TemporaryDirectory directory;
  return directory.write(name, std::string(bytes));
}

}  // namespace actlab::fuzz

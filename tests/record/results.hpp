#pragma once

#include <fmt/format.h>

#include <filesystem>
#include <map>
#include <string>

#include "data/files.hpp"

namespace actlab::test {

/// A results directory whose files are written by hand.
class HandWritten {
 public:
  /// Writes a file, in a directory that is made for it where there is none. It is in the manifest unless that was
  /// finished before.
  void write(const std::string& name, const std::string& bytes) {
    std::filesystem::create_directories((path() / name).parent_path());
    directory_.write(name, bytes);
    hashes_[name] = file_hash(path() / name);
  }

  /// Writes the manifest of all files so far.
  void finish(std::size_t cells = 1) const {
    std::string files;
    for (const auto& [name, hash] : hashes_) {
      files += fmt::format("{}\"{}\": \"{}\"", files.empty() ? "" : ", ", name, hash);
    }
    directory_.write("manifest.json",
                     fmt::format(R"({{"format": 4, "program": "actlab 0.1.0", "contract": 1, "cells": {}, )"
                                 R"("data": {{"points.csv": "abc"}}, "files": {{{}}}}})",
                                 cells, files));
  }

  [[nodiscard]] const std::filesystem::path& path() const { return directory_.path(); }

 private:
  TemporaryDirectory directory_;
  std::map<std::string, std::string> hashes_;
};

}  // namespace actlab::test

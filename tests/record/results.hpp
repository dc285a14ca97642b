#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "data/files.hpp"
#include "record/manifest.hpp"
#include "record/results_files.hpp"
#include "record/stored_results.hpp"
#include "text/sha256.hpp"

namespace actlab::test {

/// A results directory whose files are written by hand.
class HandWritten {
 public:
  /// Writes a file, in a directory that is made for it where there is none. It is in the manifest unless that was
  /// finished before.
  void write(const std::string& name, const std::string& bytes) {
    std::filesystem::create_directories((path() / name).parent_path());
    directory_.write(name, bytes);
    hashes_[name] = text::sha256_hex(bytes);
  }

  /// Writes a file of a directory that is finished already.
  void add(const std::string& name, const std::string& bytes) {
    write(name, bytes);
    finish();
  }

  /// Writes the manifest of all files so far.
  void finish(std::size_t cells = 1) const {
    directory_.write("manifest.json", manifest_text({.program = "actlab 0.1.0",
                                                     .format = results_format,
                                                     .contract = 1,
                                                     .cells = cells,
                                                     .replicates = 1,
                                                     .data = {{"points.csv", "abc"}},
                                                     .files = hashes_}));
  }

  [[nodiscard]] const std::filesystem::path& path() const { return directory_.path(); }

 private:
  TemporaryDirectory directory_;
  std::map<std::string, std::string> hashes_;
};

/// A cell with one file, in a results directory of its own.
class CellWithFile {
 public:
  CellWithFile(const std::string& file, const std::string& bytes) {
    cell.id = "c1";
    cell.number = 1;
    results.write("run.toml", "");
    results.write(cell.name_of(file), bytes);
    results.finish();
    cell.files = std::make_shared<const RecordedFiles>(results.path());
  }

  HandWritten results;
  StoredCell cell;
};

}  // namespace actlab::test

#pragma once

#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "actlab/experiment.hpp"
#include "actlab/results.hpp"
#include "record/cell_files.hpp"
#include "record/journal.hpp"

namespace actlab {

/// What the host was, for host.json; never hashed or compared.
struct HostInfo {
  std::string simd;
  unsigned threads = 1;
};

/// A results directory that is being written. Nothing final appears in part: a cell's files come into place together
/// and then its record into the journal; the tables and the manifest when all cells are there.
class ResultsDirectory {
 public:
  struct Contents {
    std::string run_toml;  ///< the experiment's canonical text
    int contract_version = 1;
    Recording recording;
    std::int64_t replicates = 1;
  };

  /// Creates the directory, or opens one of the same experiment to finish it; `force` starts over. Throws Error before
  /// any work: cannot_write if it cannot be written; try_again if another process writes it; usage if it holds
  /// something else or another experiment.
  ResultsDirectory(std::filesystem::path path, const std::vector<Cell>& cells, Contents contents, bool force);
  ResultsDirectory(const ResultsDirectory&) = delete;
  ResultsDirectory& operator=(const ResultsDirectory&) = delete;
  ~ResultsDirectory();

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  /// Whether the cell with this id is finished: its record is intact and its files are what the record says.
  [[nodiscard]] bool finished(const std::string& id) const { return finished_.contains(id); }

  /// Adds a finished cell. Safe to call from several threads.
  void write_cell(const Cell& cell, const CellResult& result, const CellSpools& spools);

  /// Writes the tables and the manifest; every cell must be there.
  void finish(const HostInfo& host);

  /// Makes the journal last, when the run ends early.
  void save();

  /// The rows of runs.csv of a finished cell.
  [[nodiscard]] const std::vector<std::string>& runs_of(const std::string& id) const { return finished_.at(id).runs; }

 private:
  struct FinishedCell {
    std::vector<std::string> runs;             // rows of runs.csv
    std::map<std::string, std::string> files;  // SHA-256 by name
  };

  void lock();
  void prepare(bool force);
  void refuse_other_contents() const;
  void clear();
  void read_journal();
  [[nodiscard]] bool files_intact(const std::string& id, const FinishedCell& cell) const;
  [[nodiscard]] std::filesystem::path cell_directory(const std::string& id) const { return path_ / "cells" / id; }
  [[nodiscard]] bool all_regression() const;
  std::string write_cells_table() const;
  std::string write_runs_table() const;
  std::string write_summary_table() const;
  void write_manifest(const std::map<std::string, std::string>& hashes) const;
  void write_host(const HostInfo& host) const;

  std::filesystem::path path_;
  const std::vector<Cell>& cells_;
  Contents contents_;
  int lock_ = -1;
  std::mutex mutex_;
  std::optional<Journal> journal_;
  std::map<std::string, FinishedCell> finished_;
};

}  // namespace actlab

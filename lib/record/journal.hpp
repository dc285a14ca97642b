#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "file/directory.hpp"

namespace actlab {

/// An append-only file of checksummed records. A record is a magic number, its length (never 0), a CRC-32 of the
/// payload that starts from a seed, and the payload; so neither a torn write nor a tail of zeros reads as a record.
class Journal {
 public:
  /// The payloads of a journal up to the first damaged record, in order; none if there is no file. Does not touch it.
  /// Throws Error (cannot_read).
  static std::vector<std::string> read(const std::filesystem::path& path);

  /// The same of a journal's bytes.
  static std::vector<std::string> payloads(std::string_view bytes);

  /// Opens or creates the file of a directory, reads its records up to the first damaged one, and cuts the file off
  /// there. Throws Error: cannot_read where it cannot be read (then it is left as it is), or cannot_write.
  Journal(const Directory& directory, std::string_view name);

  /// Payloads that were there when the journal was opened, in order.
  [[nodiscard]] const std::vector<std::string>& records() const { return records_; }

  /// Appends a record; synchronises at most every 200 ms.
  void append(std::string_view payload);

  /// Makes all that was appended last.
  void synchronise();

 private:
  std::filesystem::path path_;
  Descriptor file_;
  std::vector<std::string> records_;
  std::chrono::steady_clock::time_point last_sync_;
  bool failed_ = false;
};

}  // namespace actlab

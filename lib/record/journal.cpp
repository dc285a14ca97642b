#include "record/journal.hpp"

#include <fcntl.h>
#include <unistd.h>
#include <zlib.h>

#include <cerrno>
#include <cstdint>

#include "actlab/error.hpp"
#include "file/atomic_file.hpp"

namespace actlab {
namespace {

constexpr std::string_view magic = "ALJ1";
constexpr std::size_t head_size = 12;  // magic, length, checksum
constexpr std::uint32_t longest_record = 1U << 30;
constexpr std::uint32_t checksum_seed = 0x9E3779B9U;
constexpr std::chrono::milliseconds sync_interval{200};

std::uint32_t checksum(std::string_view payload) {
  return static_cast<std::uint32_t>(
      crc32(checksum_seed, reinterpret_cast<const Bytef*>(payload.data()), static_cast<uInt>(payload.size())));
}

void append_little_endian(std::string& out, std::uint32_t value) {
  for (int shift = 0; shift < 32; shift += 8) out += static_cast<char>(value >> shift & 0xffU);
}

std::uint32_t little_endian(std::string_view bytes) {
  std::uint32_t value = 0;
  for (int i = 3; i >= 0; --i) value = value << 8 | static_cast<unsigned char>(bytes[static_cast<std::size_t>(i)]);
  return value;
}

// The payload of the record at the start of `bytes`; empty if there is no whole and undamaged one.
std::string_view first_payload(std::string_view bytes) {
  if (bytes.size() < head_size || !bytes.starts_with(magic)) return {};
  const std::uint32_t length = little_endian(bytes.substr(4));
  if (length == 0 || length > longest_record || bytes.size() - head_size < length) return {};
  const std::string_view payload = bytes.substr(head_size, length);
  return checksum(payload) == little_endian(bytes.substr(8)) ? payload : std::string_view{};
}

}  // namespace

std::vector<std::string> Journal::payloads(std::string_view bytes) {
  std::vector<std::string> records;
  for (std::string_view payload; !(payload = first_payload(bytes)).empty();) {
    records.emplace_back(payload);
    bytes.remove_prefix(head_size + payload.size());
  }
  return records;
}

std::vector<std::string> Journal::read(const std::filesystem::path& path) {
  const auto bytes = read_file_if_there(path);
  return bytes ? payloads(*bytes) : std::vector<std::string>{};
}

Journal::Journal(const Directory& directory, std::string_view name)
    : path_(directory.path() / name),
      file_(directory.open(name, O_RDWR | O_CREAT)),
      records_(payloads(read_rest(file_.get(), path_))) {
  std::size_t intact = 0;
  for (const std::string& record : records_) intact += head_size + record.size();
  if (::ftruncate(file_.get(), static_cast<off_t>(intact)) != 0 || ::lseek(file_.get(), 0, SEEK_END) < 0) {
    throw_cannot_write(path_, "a damaged end cannot be cut off");
  }
}

void Journal::append(std::string_view payload) {
  // After a failure the file's end is unknown; the next start reads what is intact.
  if (failed_) {
    throw Error(ErrorKind::cannot_write, path_.string(), "cannot be continued after a failed write",
                "run the same command again: it goes on with what is there");
  }
  failed_ = true;
  std::string record(magic);
  append_little_endian(record, static_cast<std::uint32_t>(payload.size()));
  append_little_endian(record, checksum(payload));
  record += payload;
  write_all(file_.get(), record, path_);
  failed_ = false;
  if (std::chrono::steady_clock::now() - last_sync_ >= sync_interval) synchronise();
}

void Journal::synchronise() {
  if (failed_) return;
  if (::fdatasync(file_.get()) != 0) {
    failed_ = true;
    throw_cannot_write(path_, "cannot be synchronised");
  }
  last_sync_ = std::chrono::steady_clock::now();
}

}  // namespace actlab

#include "file/input_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <utility>

#include "actlab/error.hpp"
#include "file/failure.hpp"
#include "text/sha256.hpp"

namespace actlab {
namespace {

constexpr std::size_t buffer_size = 1 << 16;

// What is wrong with the file itself, not with the system.
bool is_of_the_path(int error_number) {
  switch (error_number) {
    case ENOENT:
    case ENOTDIR:
    case EACCES:
    case EPERM:
    case ELOOP:
    case ENAMETOOLONG:
    case ENXIO:
    case EISDIR:
      return true;
    default:
      return false;
  }
}

std::size_t read_some(int descriptor, std::span<char> buffer, const std::filesystem::path& path) {
  std::size_t filled = 0;
  while (filled < buffer.size()) {
    const ssize_t count = ::read(descriptor, buffer.data() + filled, buffer.size() - filled);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) throw_cannot_read(path, "cannot be read");
    if (count == 0) break;
    filled += static_cast<std::size_t>(count);
  }
  return filled;
}

bool is_file(const std::filesystem::path& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) == 0) return S_ISREG(status.st_mode);
  if (errno == ENOENT || errno == ENOTDIR) return false;
  throw_cannot_read(path, "cannot be looked at");
}

// What to do about a file that cannot be opened or read; `remedy` where it is simply not there.
std::string remedy_of(int error_number, std::string_view remedy) {
  switch (error_number) {
    case EACCES:
    case EPERM:
      return "get the permission to read it";
    case ELOOP:
      return "mend the links";
    case EMFILE:
    case ENFILE:
    case EAGAIN:
      return file::failure_of(error_number).remedy;
    case ENOMEM:
      return "end other programs or take fewer `jobs`";
    default:
      return is_of_the_path(error_number) ? std::string(remedy) : "check the disk, then run the same command again";
  }
}

std::string kind_of(mode_t mode) {
  if (S_ISFIFO(mode)) return "pipe";
  return S_ISSOCK(mode) ? "socket" : "device";
}

}  // namespace

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
  std::swap(number_, other.number_);
  return *this;
}

Descriptor::~Descriptor() {
  if (number_ >= 0) ::close(number_);
}

int Descriptor::release() { return std::exchange(number_, -1); }

void throw_cannot_read(const std::filesystem::path& path, std::string_view action, std::string_view remedy) {
  const int error_number = errno;
  const ErrorKind kind = is_of_the_path(error_number) ? ErrorKind::no_input : ErrorKind::cannot_read;
  file::Failure failure = file::failure_of(error_number);
  if (error_number == ENOENT) failure.problem = "there is no such file";
  throw Error(kind, path.string(), std::string(action) + ": " + failure.problem, remedy_of(error_number, remedy));
}

InputFile::InputFile(std::filesystem::path path, std::string_view remedy) : path_(std::move(path)) {
  int number = -1;
  do {
    number = ::open(path_.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
  } while (number < 0 && errno == EINTR);
  descriptor_ = Descriptor(number);
  struct stat status {};
  if (number < 0 || ::fstat(number, &status) != 0) throw_cannot_read(path_, "cannot be opened", remedy);
  if (S_ISDIR(status.st_mode)) {
    throw Error(ErrorKind::no_input, path_.string(), "is a directory, not a file", std::string(remedy));
  }
  if (!S_ISREG(status.st_mode)) {
    throw Error(ErrorKind::no_input, path_.string(), "is a " + kind_of(status.st_mode) + ", not a file on a disk",
                "save what it gives in a file and name that");
  }
}

std::size_t InputFile::read(std::span<char> buffer) { return read_some(descriptor_.get(), buffer, path_); }

std::string read_rest(int descriptor, const std::filesystem::path& path, std::size_t most) {
  std::string bytes;
  std::array<char, buffer_size> buffer{};
  while (const std::size_t count = read_some(descriptor, buffer, path)) {
    if (count > most - bytes.size()) {
      throw Error(ErrorKind::bad_data, path.string(), "is longer than " + std::to_string(most >> 20) + " MiB",
                  "is it the right file?");
    }
    bytes.append(buffer.data(), count);
  }
  return bytes;
}

std::string read_file(const std::filesystem::path& path) {
  const InputFile file(path);
  return read_rest(file.descriptor(), path);
}

std::optional<std::string> read_file_if_there(const std::filesystem::path& path) {
  if (!is_file(path)) return std::nullopt;
  return read_file(path);
}

std::optional<std::string> file_hash(const std::filesystem::path& path) {
  if (!is_file(path)) return std::nullopt;
  InputFile file(path);
  text::Sha256 hash;
  std::array<char, buffer_size> buffer{};
  while (const std::size_t count = file.read(buffer)) hash.update({buffer.data(), count});
  return hash.hex();
}

}  // namespace actlab

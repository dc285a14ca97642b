#include "file/failure.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

namespace actlab::file {
namespace {

struct Row {
  int error_number;
  const char* problem;
  const char* remedy;
};

constexpr const char* elsewhere = "choose another place";

constexpr std::array<Row, 18> failures{{
    {ENOSPC, "no space is left there", "make room or choose another place, then run the same command again"},
    {EDQUOT, "the quota of disk space is used up",
     "delete files that are not needed or choose another place, then run the same command again"},
    {EFBIG, "a file would be larger than is allowed",
     "raise the limit ('ulimit -f unlimited') or choose a file system for larger files, then run the same command "
     "again"},
    {EACCES, "permission is denied", "get the permission or choose another place"},
    {EPERM, "the operation is not permitted", "get the permission or choose another place"},
    {EROFS, "the file system is read-only", elsewhere},
    {ENOENT, "a directory of the path does not exist", "create it first or choose another place"},
    {ENOTDIR, "a part of the path is a file and no directory", elsewhere},
    {EISDIR, "a directory has that name", "choose another name or move the directory away"},
    {EEXIST, "something else has that name", "choose another name or move it away"},
    {ENOTEMPTY, "a directory of that name is not empty", "choose another name or move the directory away"},
    {EBUSY, "the system uses it", "choose another name"},
    {ELOOP, "symbolic links of the path lead round in a circle", "mend the links or choose another place"},
    {ENAMETOOLONG, "the path or a name in it is too long", "choose a shorter one"},
    {EMFILE, "the program has too many files open", "raise the limit ('ulimit -n') or take fewer `jobs`"},
    {ENFILE, "the system has too many files open", "end other programs, then run the same command again"},
    {EAGAIN, "a resource of the system is used up for now", "take fewer `jobs` or run the same command again later"},
    {EIO, "the device failed", "check the device or choose another place"},
}};

}  // namespace

Failure failure_of(int error_number) {
  const auto* row = std::ranges::find(failures, error_number, &Row::error_number);
  if (row != failures.end()) return {row->problem, row->remedy};
  return {std::generic_category().message(error_number), elsewhere};
}

Error cannot_write(std::string where, std::string_view action, int error_number) {
  Failure failure = failure_of(error_number);
  if (!action.empty()) failure.problem = std::string(action) + ": " + failure.problem;
  return {ErrorKind::cannot_write, std::move(where), std::move(failure.problem), std::move(failure.remedy)};
}

void create_directories(const std::filesystem::path& directory) {
  std::error_code error;
  std::filesystem::create_directories(directory, error);
  if (error) throw cannot_write(directory.string(), "cannot be created", error.value());
}

}  // namespace actlab::file

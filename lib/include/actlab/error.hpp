#pragma once

#include <stdexcept>
#include <string>

#include "actlab/api.hpp"

namespace actlab {

/// What kind of failure an Error is.
enum class ErrorKind {
  some_cells_failed,  ///< others have their results
  usage,              ///< a wrong setting or configuration, found before any work
  incomplete,         ///< something is missing that must be there
  difference,         ///< two results that should be equal are not
  bad_data,           ///< an input file was read and its content is wrong
  no_input,           ///< an input file cannot be opened
  cannot_read,        ///< the system failed while an input file was opened or read
  cannot_write,       ///< the output cannot be written
  try_again,          ///< locked by another process, or stopped with the work saved
};

/// The one error type: what is wrong, where (file:line:column, or a setting), and what to do about it. Settings and
/// other options stand by their names in backticks: `learning_rate`.
class ACTLAB_API Error : public std::runtime_error {
 public:
  /// `where` and `remedy` may be empty. what() reads "where: what; remedy".
  Error(ErrorKind kind, std::string where, std::string what, std::string remedy = {})
      : std::runtime_error(sentence(where, what, remedy)),
        kind_(kind),
        where_(std::move(where)),
        problem_(std::move(what)),
        remedy_(std::move(remedy)) {}

  /// The same with the text that is wrong and the place in it, for a caret under it. `column` counts from 0.
  Error(ErrorKind kind, std::string where, std::string what, std::string remedy, std::string excerpt,
        std::size_t column)
      : Error(kind, std::move(where), std::move(what), std::move(remedy)) {
    excerpt_ = std::move(excerpt);
    column_ = column;
  }

  [[nodiscard]] ErrorKind kind() const noexcept { return kind_; }
  [[nodiscard]] const std::string& where() const noexcept { return where_; }
  [[nodiscard]] const std::string& problem() const noexcept { return problem_; }
  [[nodiscard]] const std::string& remedy() const noexcept { return remedy_; }
  /// Empty where there is nothing to point at.
  [[nodiscard]] const std::string& excerpt() const noexcept { return excerpt_; }
  [[nodiscard]] std::size_t column() const noexcept { return column_; }

 private:
  static std::string sentence(const std::string& where, const std::string& what, const std::string& remedy) {
    std::string text = where.empty() ? what : where + ": " + what;
    if (!remedy.empty()) text += "; " + remedy;
    return text;
  }

  ErrorKind kind_;
  std::string where_;
  std::string problem_;
  std::string remedy_;
  std::string excerpt_;
  std::size_t column_ = 0;
};

}  // namespace actlab

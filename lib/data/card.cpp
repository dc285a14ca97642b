#include "data/card.hpp"

#include "actlab/error.hpp"
#include "file/input_file.hpp"

namespace actlab {

std::vector<std::string> class_names(const std::filesystem::path& card) {
  constexpr std::string_view begin = "\n- classes: ";
  const std::string text = read_file(card);
  const std::size_t at = text.find(begin);
  if (at == std::string::npos) {
    throw Error(ErrorKind::bad_data, card.string(), "has no line of classes", "copy the data set's card again");
  }
  const std::size_t from = at + begin.size();
  std::string_view rest = std::string_view(text).substr(from, text.find('\n', from) - from);
  std::vector<std::string> names;
  for (std::size_t end; (end = rest.find("; ")) != std::string_view::npos; rest.remove_prefix(end + 2)) {
    names.emplace_back(rest.substr(0, end));
  }
  names.emplace_back(rest);
  return names;
}

}  // namespace actlab

#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "document/table.hpp"

namespace actlab {

/// Parts of a document. All texts are plain: what a format gives a meaning to is escaped when it is written.
struct Paragraph {
  std::string text;
};

/// A picture in a file.
struct Picture {
  std::filesystem::path file;
  std::string description;  ///< what it shows: its caption, and the text for those who cannot see it
};

/// Pictures beside each other where there is room.
struct PictureRow {
  std::vector<Picture> pictures;
};

/// A result in a word that stands out by its colour, and what there is to add.
enum class Tone { good, bad, equal, unclear };
struct Badge {
  std::string word;
  Tone tone = Tone::unclear;
  std::string rest;  ///< follows the word at once: ", but varies"; may be empty
};

/// The same plane at several epochs, for several cells side by side.
struct Film {
  struct Cell {
    std::filesystem::path sheet;    ///< all frames in one picture, row by row
    std::filesystem::path picture;  ///< for formats that cannot step through frames
    std::string label;
  };
  std::vector<Cell> cells;
  std::vector<std::string> epochs;  ///< of the frames; one or none: nothing moves
  std::size_t columns = 1;          ///< of frames in a sheet
  std::string description;
};

/// A text as it stands, like a command; `name` says what it is.
struct Listing {
  std::string name;
  std::string text;
  bool folded = false;  ///< shown only when asked for, where a format can do that
};

/// Names and what they stand for.
struct Facts {
  std::vector<std::pair<std::string, std::string>> items;
};

using Block = std::variant<Paragraph, Picture, PictureRow, Badge, Film, Listing, Facts, Table>;

struct Section {
  std::string title;
  std::vector<Block> blocks;
};

struct Document {
  std::string title;
  std::vector<std::string> lead;  ///< what it comes to, in sentences
  std::vector<Section> sections;
};

}  // namespace actlab

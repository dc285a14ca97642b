#pragma once

#include <filesystem>

#include "actlab/dataset.hpp"

namespace actlab {

/// Whether a path names images in MNIST's IDX format: its file name contains "images-idx3-ubyte" or
/// "images.idx3-ubyte".
bool is_idx_images(const std::filesystem::path& path);

/// Reads images and their labels, whose file has "labels" for "images" and "idx1" for "idx3" in its name; both may be
/// gzip-compressed. Pixels become inputs pixel1, pixel2 ... in [0, 1] (divided by 255), along the rows of the images,
/// whose shape is noted; labels become classes. Throws Error: no_input if a file
/// cannot be opened, bad_data for a wrong magic number, dimensions of 0, fewer or more bytes than the dimensions say,
/// more than 2^31 pixels, or as many labels as there are not images.
Dataset read_idx(const std::filesystem::path& images);

/// Adds the images of another file as test set. Throws Error as read_idx does, and bad_data where they have another
/// number of pixels or a label that the data have not.
void add_test_images(const std::filesystem::path& images, Dataset& data);

/// The pixels alone, [images][pixels] in [0, 1]; no labels' file is needed. Throws Error as read_idx does.
InputTable read_idx_pixels(const std::filesystem::path& images);

}  // namespace actlab

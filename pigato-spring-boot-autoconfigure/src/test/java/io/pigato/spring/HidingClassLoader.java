/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.pigato.spring;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.net.URL;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Loads the classes of tests and libraries anew, but none of some libraries: what is
 * loaded by it finds them missing, also where it looks from its own class loader.
 */
final class HidingClassLoader extends ClassLoader {

	private final List<String> hidden;

	/**
	 * Create a class loader.
	 * @param hidden how the names of classes start that are missing
	 */
	HidingClassLoader(List<String> hidden) {
		super(HidingClassLoader.class.getClassLoader());
		this.hidden = hidden;
	}

	@Override
	protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
		synchronized (getClassLoadingLock(name)) {
			if (isHidden(name)) {
				throw new ClassNotFoundException(name + " is hidden");
			}
			Class<?> loaded = findLoadedClass(name);
			if (loaded != null) {
				return loaded;
			}
			URL resource = super.getResource(name.replace('.', '/') + ".class");
			boolean ofJdk = resource == null || resource.getProtocol().equals("jrt");
			return ofJdk ? super.loadClass(name, resolve) : define(name, resource);
		}
	}

	private boolean isHidden(String name) {
		return this.hidden.stream().anyMatch(name::startsWith);
	}

	private Class<?> define(String name, URL resource) throws ClassNotFoundException {
		try (InputStream stream = resource.openStream()) {
			byte[] bytes = stream.readAllBytes();
			return defineClass(name, bytes, 0, bytes.length);
		}
		catch (IOException ex) {
			throw new ClassNotFoundException(name, ex);
		}
	}

	@Override
	public @Nullable URL getResource(String name) {
		return isHidden(name.replace('/', '.')) ? null : super.getResource(name);
	}

	/**
	 * Run a static method without parameters of a class that is loaded anew.
	 * @return what it returns
	 */
	Object run(Class<?> type, String name) throws Exception {
		Thread thread = Thread.currentThread();
		ClassLoader before = thread.getContextClassLoader();
		thread.setContextClassLoader(this);
		try {
			Method method = loadClass(type.getName()).getDeclaredMethod(name);
			method.setAccessible(true);
			return method.invoke(null);
		}
		finally {
			thread.setContextClassLoader(before);
		}
	}

}
